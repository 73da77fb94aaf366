package io.understudy.versions;

public record Contribution(String name, String deeds) {}
