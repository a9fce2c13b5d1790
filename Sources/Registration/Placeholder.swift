// The module's files follow; this one keeps the target buildable until the first lands.
