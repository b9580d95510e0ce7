package badhouse.loadgen;

class NamesResults extends badhouse.results.Results {}
