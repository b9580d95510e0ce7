/** The content cache. It owns the listener through which it is observed and knows no observer. */
@NullMarked
package stampede.cache;

import org.jspecify.annotations.NullMarked;
