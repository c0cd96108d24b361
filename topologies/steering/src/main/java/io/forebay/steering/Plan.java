package io.forebay.steering;

/**
 * What a planner would do.
 *
 * @param vx velocity from now on, metres a second
 * @param vy the same
 * @param expectedReturn seconds that the plan costs, negative: the higher the better; only to be compared within a scene
 * @param risk chance that it touches somebody within the horizon, the later the less it counts, 0 to 1
 */
public record Plan(double vx, double vy, double expectedReturn, double risk) {}
