package io.understudy.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a person may do; a higher role may also do everything that a lower one may. */
public enum Role {
    MEMBER("Member", "creates characters, datasets, runs and prompts"),
    REVIEWER("Reviewer", "also ticks checklists, signs off and sends back"),
    ADMIN("Admin", "also approves, revokes, invites people and sees the audit trail");

    public static final String MEMBER_ROLE = "MEMBER";
    public static final String ADMIN_ROLE = "ADMIN";

    private final String label;
    private final String purpose;

    Role(String label, String purpose) {
        this.label = label;
        this.purpose = purpose;
    }

    public String label() {
        return label;
    }

    public String purpose() {
        return purpose;
    }

    /** The words for those who have less. */
    public String only() {
        return this == ADMIN
                ? "Only admins may use it."
                : "Only " + label.toLowerCase(Locale.ROOT) + "s and admins may use it.";
    }

    public boolean includes(Role other) {
        return ordinal() >= other.ordinal();
    }

    public List<Role> included() {
        return Arrays.stream(values()).filter(this::includes).toList();
    }
}
