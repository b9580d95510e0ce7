package stampede.loadgen.jobs;

import java.util.Locale;

/** What happens to a job, and stands in its eventlog (flux RFC 21). */
public enum JobEvent {
  SUBMIT,
  VALIDATE,
  INVALIDATE,
  DEPENDENCY_ADD,
  DEPENDENCY_REMOVE,
  DEPEND,
  PRIORITY,
  URGENCY,
  JOBSPEC_UPDATE,
  RESOURCE_UPDATE,
  FLUX_RESTART,
  ALLOC,
  PROLOG_START,
  PROLOG_FINISH,
  START,
  FINISH,
  RELEASE,
  EPILOG_START,
  EPILOG_FINISH,
  FREE,
  CLEAN,
  /** An exception that does not end the job: of a severity above 0. */
  EXCEPTION,
  /** An exception of severity 0. */
  FATAL_EXCEPTION,
  SET_FLAGS,
  MEMO;

  private final String word =
      name().toLowerCase(Locale.ROOT).replace('_', '-').replace("fatal-", "");

  /** Its name in an eventlog. */
  public String word() {
    return word;
  }
}
