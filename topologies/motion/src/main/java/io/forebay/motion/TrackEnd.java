package io.forebay.motion;

/**
 * What came of a track.
 *
 * @param beganSeconds time of its first observation
 * @param endedSeconds time of its last
 * @param observations how many were heeded
 * @param goal number of the goal where it ended; −1: at none
 * @param halfwayProbability what that goal was given halfway; not a number without one
 * @param halfwayCorrect whether it was the likeliest then
 * @param displacementMeanMetres mean distance of predictions to what was then seen; not a number where none could be compared
 * @param displacementFinalMetres the same of the furthest
 */
public record TrackEnd(
    double beganSeconds,
    double endedSeconds,
    int observations,
    int goal,
    double halfwayProbability,
    boolean halfwayCorrect,
    double displacementMeanMetres,
    double displacementFinalMetres) {}
