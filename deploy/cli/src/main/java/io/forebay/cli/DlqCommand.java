package io.forebay.cli;

import picocli.CommandLine.Command;

/** Parent of the commands about dead letters. */
@Command(
    name = "dlq",
    description = "Dead letters: records that an application could not read or process. Count them, look at them, send them back.",
    mixinStandardHelpOptions = true,
    subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqRedriveCommand.class})
final class DlqCommand {}
