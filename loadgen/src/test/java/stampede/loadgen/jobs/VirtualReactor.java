package stampede.loadgen.jobs;

import stampede.time.VirtualTime;

/** A reactor whose turns are tasks of virtual time. */
final class VirtualReactor implements Reactor {
  final VirtualTime time = new VirtualTime();

  @Override
  public void post(Runnable callback) {
    time.after(0, callback);
  }

  @Override
  public void after(long nanos, Runnable callback) {
    time.after(nanos, callback);
  }
}
