package io.understudy.versions;

/** What somebody did for a version: "Mara" "launched run #41". */
public record Contribution(String name, String deeds) {}
