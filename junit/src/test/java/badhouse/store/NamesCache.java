package badhouse.store;

class NamesCache {
  Object cache = new badhouse.cache.Cache();
}
