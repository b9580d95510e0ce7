package stampede.loadgen;

import org.jspecify.annotations.Nullable;
import stampede.instrument.Operation;
import stampede.store.Blob;
import stampede.store.BlobRef;

/**
 * One planned request, ready to be sent: nothing of it is generated or hashed later.
 *
 * @param index its place in the plan
 * @param ref the address that a load asks for or a store's blob has
 * @param sizeBytes the size of the blob
 * @param blob what a store carries; null of a load
 */
public record Request(
    long index,
    Operation operation,
    BlobRef ref,
    int sizeBytes,
    @Nullable Blob blob) {}
