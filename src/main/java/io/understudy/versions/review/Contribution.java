package io.understudy.versions.review;

public record Contribution(String name, String actions) {}
