/**
 * Blobs, their addresses, and the stores that keep them. A store is chosen by a URI; the raw form
 * of a URI, which may hold a secret, never leaves this package.
 */
@NullMarked
package stampede.store;

import org.jspecify.annotations.NullMarked;
