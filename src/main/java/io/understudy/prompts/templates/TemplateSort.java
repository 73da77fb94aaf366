package io.understudy.prompts.templates;

public enum TemplateSort {
    NAME("By name", "lower(t.name), t.id"),
    CHANGED("Changed last", "t.changed_at desc, t.id"),
    USED("Used most", "coalesce(u.uses, 0) desc, lower(t.name), t.id");

    private final String label;
    private final String sql;

    TemplateSort(String label, String sql) {
        this.label = label;
        this.sql = sql;
    }

    public String label() {
        return label;
    }

    public String sql() {
        return sql;
    }
}
