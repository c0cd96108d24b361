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
 * @param compared how many predictions could be compared
 * @param coverage50 share of them in whose region of 50 % the person was then; not a number where none could be compared
 * @param coverage90 the same of 90 %
 */
public record TrackEnd(
    double beganSeconds,
    double endedSeconds,
    int observations,
    int goal,
    double halfwayProbability,
    boolean halfwayCorrect,
    double displacementMeanMetres,
    double displacementFinalMetres,
    long compared,
    double coverage50,
    double coverage90) {}
