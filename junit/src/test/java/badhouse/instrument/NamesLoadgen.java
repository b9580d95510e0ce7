package badhouse.instrument;

abstract class NamesLoadgen {
  abstract badhouse.loadgen.Loadgen loadgen();
}
