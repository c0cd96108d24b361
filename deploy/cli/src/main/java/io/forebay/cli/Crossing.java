package io.forebay.cli;

/**
 * One way across a scene.
 *
 * @param startSeconds of the recording
 */
record Crossing(double startSeconds, double fromX, double fromY, double goalX, double goalY) {
  double metres() {
    return Math.hypot(goalX - fromX, goalY - fromY);
  }
}
