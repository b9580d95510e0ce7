package stampede.honesty;

/** The chain with one sin that a load generator of others commits. docs/honesty.md names them. */
enum Mutant {
  SEND_TIME_CLOCK(
      1,
      "a request is timed from its send, however late that was",
      "slow worker",
      Chain.real().withSinks(FalseFigures::fromTheSend)),
  SKIPPED_TICKS(
      2,
      "starts that were missed while all users were busy are dropped",
      "single stall",
      Chain.real().withDrive(Sins::skippedTicks)),
  GLOBAL_BACKLOG(
      3,
      "each answer is charged with the backlog of all requests as it comes",
      "slow worker",
      Chain.real().withDrive(Sins::globalBacklog)),
  LOST_USERS(
      4,
      "users who had to wait for their turn have no intended start",
      "single stall",
      Chain.real().withDrive(Sins::lostUsers)),
  SPIN_RESETS_PLAN(
      5,
      "the end of a wait is the plan of what follows",
      "oversleeping worker",
      Chain.real().withDrive(Sins::spinResetsPlan)),
  COARSE_PACING(
      6, "waits take whole milliseconds", "M/M/1", Chain.real().withWaits(FalseFigures::coarse)),
  TICK_DRIFT(
      7,
      "the interval is a whole number of nanoseconds",
      "long plan at a fractional interval",
      Chain.real().withPlans(FalseFigures::truncatedInterval)),
  END_CENSORED(
      8,
      "what comes after the plan's end is discarded",
      "stall that outlives the run",
      Chain.real().withDrive(Sins::discardedAtTheEnd)),
  LAST_WINDOW(
      9,
      "a window's percentiles are shown as the run's",
      "M/D/1",
      Chain.real().withReading(FalseFigures::lastWindow)),
  AVERAGED_PERCENTILES(
      10,
      "the percentiles of several processes are averaged",
      "four merged shards",
      Chain.real().withMerging(FalseFigures::averaged)),
  CHECKS_OFF(
      11,
      "self-checks are named, and always pass",
      "generator that falls behind",
      Chain.real()
          .withJudging((run, facts, evidence) ->
              FalseFigures.unchecked(Chain.judged(run, facts, evidence)))),
  UNIFORM_KEYS(
      12,
      "a skew is configured, and keys are drawn uniformly",
      "key popularity",
      Chain.real().withKeys(FalseFigures::uniform)),
  HASHED_KEYS(
      12,
      "keys are drawn from 10^10 ranks and hashed down",
      "key popularity",
      Chain.real().withKeys(FalseFigures::hashedDown)),
  RANGE_LOSS(
      13,
      "a response is a minute at most",
      "response of a minute and more",
      Chain.real().withSinks(FalseFigures::clampedToAMinute)),
  SATURATED_AND_VALID(
      14,
      "what the generator's own cap drops is not planned",
      "saturated generator",
      Chain.real().withDrive(Sins::droppedAtTheCap)),
  INVENTED_DATA(
      15,
      "requests are made up behind a long response",
      "single stall",
      Chain.real().withSinks(FalseFigures::inventing));

  private final int leak;
  private final String sin;
  private final String caughtBy;
  private final Chain chain;

  Mutant(int leak, String sin, String caughtBy, Chain chain) {
    this.leak = leak;
    this.sin = sin;
    this.caughtBy = caughtBy;
    this.chain = chain;
  }

  /** The number of the leak, 1 to 15. */
  int leak() {
    return leak;
  }

  /** The name of the check that is there to catch it. */
  String caughtBy() {
    return caughtBy;
  }

  Chain chain() {
    return chain;
  }

  /** The leak's number and what is wrong. */
  @Override
  public String toString() {
    return leak + " " + name() + ": " + sin;
  }
}
