package io.understudy.webhooks;

public enum DeliveryState {
    WAITING,
    DELIVERED,
    /** No longer tried, unless a person sends it again. */
    FAILED
}
