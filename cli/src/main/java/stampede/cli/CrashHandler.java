package stampede.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process where a thread has died: no figure of the run can be believed any more. Its folder
 * stays as after a kill. What it needs is made with it, since there may be no memory left later.
 */
final class CrashHandler implements Thread.UncaughtExceptionHandler {
  private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
  private final Runtime runtime = Runtime.getRuntime();
  private final int exitCode;
  private final byte[] noMemory =
      "stampede: out of memory: STAMPEDE_HEAP sets the heap\n".getBytes(StandardCharsets.US_ASCII);

  /** A handler that ends the process with {@code exitCode}. */
  CrashHandler(int exitCode) {
    this.exitCode = exitCode;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    try {
      if (failure instanceof OutOfMemoryError) {
        sayNoMemory();
      } else {
        System.err.println("stampede: the thread " + thread.getName() + " died: " + failure);
      }
    } catch (OutOfMemoryError e) {
      sayNoMemory();
    } finally {
      runtime.halt(exitCode);
    }
  }

  private void sayNoMemory() {
    try {
      stderr.write(noMemory);
    } catch (IOException e) {
      // Nobody reads stderr any more.
    }
  }
}
