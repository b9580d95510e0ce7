package badhouse.loadgen;

public class Loadgen {}
