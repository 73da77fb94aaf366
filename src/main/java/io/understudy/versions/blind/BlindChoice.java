package io.understudy.versions.blind;

public enum BlindChoice {
    LEFT,
    RIGHT,
    EQUAL
}
