package io.understudy.settings;

/**
 * Something that an admin may change for the whole installation. The feature that reads it declares it as a constant.
 *
 * @param name {@code feature.what}, stable: it is the key of the stored row
 * @param fallback the value until an admin changes it, in the same text form as the stored value
 */
public record Setting(String name, String fallback) {
    public Setting {
        if (!name.matches("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+")) {
            throw new IllegalArgumentException("A setting is named feature.what, not " + name);
        }
    }

    public static Setting onOff(String name, boolean fallback) {
        return new Setting(name, Boolean.toString(fallback));
    }

    public static Setting number(String name, int fallback) {
        return new Setting(name, Integer.toString(fallback));
    }
}
