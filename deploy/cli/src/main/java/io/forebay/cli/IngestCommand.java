package io.forebay.cli;

import picocli.CommandLine.Command;

/** Brings events in from elsewhere, without a Connect cluster. */
@Command(name = "ingest", description = "Bring events in, without a Connect cluster.", mixinStandardHelpOptions = true, subcommands = IngestOutboxCommand.class)
final class IngestCommand {}
