package badhouse.cli;

class NamesJunit {
  Class<?> junit = badhouse.junit.Junit.class;
}
