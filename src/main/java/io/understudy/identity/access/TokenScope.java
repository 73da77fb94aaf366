package io.understudy.identity.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token may be used for; none includes another. */
public enum TokenScope {
    READ("read", "Read", "characters, datasets, runs, versions, reviews and prompts"),
    WRITE("write", "Write", "characters, pictures, captions, prompts and stacks"),
    TRAIN("train", "Train", "launches, cancels, resumes and archives runs, and generates pictures"),
    /** Carries the rights of a reviewer where its owner is one. It signs nothing. */
    REVIEW("review", "Review", "submits versions, ticks checklists, sends back and comments"),
    RELEASE_READ("release-read", "Fetch releases", "what is in production, and its release bundle"),
    /** Of its own, because a rotation begins the validity again: other tokens end when the person who made them said. */
    TOKENS("tokens", "Rotate tokens", "replaces its own secret, lists and revokes the tokens of its owner"),
    QUEUE("queue", "Manage the queue", "for admins, on a token of its own"),
    WEBHOOKS("webhooks", "Manage webhooks", "for admins, on a token of its own"),
    AUDIT("audit", "Read the audit trail", "for admins, on a token of its own");

    private final String word;
    private final String label;
    private final String purpose;

    TokenScope(String word, String label, String purpose) {
        this.word = word;
        this.label = label;
        this.purpose = purpose;
    }

    /** As the API and the audit trail name it. */
    public String word() {
        return word;
    }

    public String label() {
        return label;
    }

    public String purpose() {
        return purpose;
    }

    /** Whether it carries the rights of an admin, so that a token that has it has nothing else. */
    public boolean isForAdmins() {
        return this == QUEUE || this == WEBHOOKS || this == AUDIT;
    }

    /** In the order of this type: {@code read train}. */
    public static String words(Set<TokenScope> scopes) {
        return scopes.stream().sorted().map(TokenScope::word).collect(Collectors.joining(" "));
    }

    static Set<TokenScope> ofWords(String words) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (String word : words.split(" ")) {
            Arrays.stream(values()).filter(scope -> scope.word.equals(word)).forEach(scopes::add);
        }
        return scopes;
    }
}
