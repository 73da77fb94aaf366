package io.understudy.cli.client;

import java.util.Optional;

/**
 * A server-sent event.
 *
 * @param name empty when it has none
 * @param id of this event, or of the last one that had one
 */
public record ServerEvent(String name, String id, String data) {
    /** Puts the lines of a stream together. */
    static final class Lines {
        private final StringBuilder data = new StringBuilder();
        private String name = "";
        private String id;

        /** @param id the last one of the connection before */
        Lines(String id) {
            this.id = id;
        }

        /** @return the event that this line ends */
        Optional<ServerEvent> add(String line) {
            if (line.isEmpty()) {
                Optional<ServerEvent> ended = data.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ServerEvent(name, id, data.substring(0, data.length() - 1)));
                data.setLength(0);
                name = "";
                return ended;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            switch (field) {
                case "event" -> name = value;
                case "id" -> id = value;
                case "data" -> data.append(value).append('\n');
                default -> {
                    // Comments, and what this client has no use for.
                }
            }
            return Optional.empty();
        }
    }
}
