package io.forebay.connect.worker;

/**
 * Why a connector's setting is refused.
 *
 * @param setting its full name
 * @param reason a sentence
 */
public record SettingProblem(String setting, String reason) {}
