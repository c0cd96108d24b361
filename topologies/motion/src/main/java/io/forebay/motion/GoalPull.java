package io.forebay.motion;

/** How goals draw people: the likeliest ones at the speed of now; what is left of the probability goes straight on. */
final class GoalPull {
  private final Goals goals;
  private final GoalWays ways;
  private final int[] likeliest = new int[Cues.GOALS - 1];

  GoalPull(Goals goals, GoalWays ways) {
    this.goals = goals;
    this.ways = ways;
  }

  /** Sets the cues of the goals from their probabilities. */
  void cue(Cues cues, double[] probabilities) {
    double velocityX = cues.xs[Cues.TRACKED];
    double velocityY = cues.ys[Cues.TRACKED];
    double speed = Math.hypot(velocityX, velocityY);
    double rest = 1;
    for (int rank = 0; rank < likeliest.length; rank++) {
      int goal = nextLikeliest(probabilities, rank);
      likeliest[rank] = goal;
      double distance = goal < 0 ? 0 : Math.hypot(goals.x(goal) - cues.x, goals.y(goal) - cues.y);
      if (goal < 0 || distance < 1e-6) {
        cues.setGoal(rank, 0, velocityX, velocityY);
        continue;
      }
      rest -= probabilities[goal];
      ways.turnTowards(goal, cues.x, cues.y);
      cues.setGoal(rank, probabilities[goal], ways.towardsX() * speed, ways.towardsY() * speed);
    }
    cues.setGoal(Cues.GOALS - 1, Math.max(0, rest), velocityX, velocityY);
    cues.blendGoals();
  }

  private int nextLikeliest(double[] probabilities, int rank) {
    int next = -1;
    for (int goal = 0; goal < goals.count(); goal++) {
      boolean taken = false;
      for (int before = 0; before < rank; before++) {
        taken |= likeliest[before] == goal;
      }
      if (!taken && probabilities[goal] > 0 && (next < 0 || probabilities[goal] > probabilities[next])) {
        next = goal;
      }
    }
    return next;
  }
}
