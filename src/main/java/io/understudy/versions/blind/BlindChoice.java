package io.understudy.versions.blind;

/** What a person says about two pictures. */
public enum BlindChoice {
    LEFT,
    RIGHT,
    EQUAL
}
