// Nothing: the target that holds the precompiled headers of the tests wants a source.
