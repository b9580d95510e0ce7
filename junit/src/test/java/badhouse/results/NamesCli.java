package badhouse.results;

class NamesCli {
  Object cli = badhouse.cli.Cli.start();
}
