package stampede.store;

import java.nio.file.Path;

/** A process that opens a {@link FilesStore} and closes it: exits with 1 where it is refused. */
final class FilesStoreOpener {
  private FilesStoreOpener() {}

  public static void main(String[] args) {
    try {
      FilesStore.open(new DiskLayer(), Path.of(args[0]), 1 << 20).close();
    } catch (StoreException e) {
      System.out.println(e);
      System.exit(1);
    }
  }
}
