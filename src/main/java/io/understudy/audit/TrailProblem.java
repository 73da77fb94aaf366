package io.understudy.audit;

/** Something about the trail that every admin has to know. */
public record TrailProblem(String title, String words) {}
