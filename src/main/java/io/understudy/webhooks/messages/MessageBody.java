package io.understudy.webhooks.messages;

import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The body of a message, in the format of its webhook. */
final class MessageBody {
    /** Grows when receivers of the data would have to change. */
    private static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~<>-]");
    /** Between @ and a name: then nobody is called. */
    private static final String NO_MENTION = "@\u200b";

    private MessageBody() {}

    static String of(Delivery delivery) {
        ObjectNode body = JSON.createObjectNode();
        switch (delivery.format()) {
            case STANDARD ->
                body.put("type", delivery.type())
                        .put("version", VERSION)
                        .put("timestamp", delivery.happenedAt().toString())
                        .set("data", JSON.readTree(delivery.data()));
            case SLACK -> body.put("text", slack(delivery.words()) + " <" + slack(delivery.url()) + "|Open>");
            case MATTERMOST -> body.put("text", mattermost(delivery.words()) + " [Open](" + delivery.url() + ")");
        }
        return JSON.writeValueAsString(body);
    }

    private static String slack(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String mattermost(String text) {
        return MARKDOWN.matcher(text).replaceAll("\\\\$0").replace("@", NO_MENTION);
    }
}
