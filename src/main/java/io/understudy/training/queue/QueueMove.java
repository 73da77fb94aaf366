package io.understudy.training.queue;

import java.util.ArrayList;
import java.util.List;

public enum QueueMove {
    FIRST,
    UP,
    DOWN;

    int target(int index, int size) {
        return switch (this) {
            case FIRST -> 0;
            case UP -> Math.max(0, index - 1);
            case DOWN -> Math.min(size - 1, index + 1);
        };
    }

    <T> List<T> applied(List<T> order, int index) {
        List<T> moved = new ArrayList<>(order);
        T run = moved.remove(index);
        moved.add(target(index, order.size()), run);
        return moved;
    }
}
