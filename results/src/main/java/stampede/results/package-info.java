/** What a run leaves behind, and what it means. Knows no traffic and no live cache. */
@NullMarked
package stampede.results;

import org.jspecify.annotations.NullMarked;
