package badhouse.results;

class NamesLoadgen {
  Class<?> loadgen = badhouse.loadgen.Loadgen.class;
}
