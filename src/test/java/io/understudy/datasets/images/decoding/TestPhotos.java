package io.understudy.datasets.images.decoding;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files drawn by code: ordinary ones, and ones that lie. */
public final class TestPhotos {
    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;

    /** Those that many tests ask for are drawn once. */
    private static final Map<List<Integer>, byte[]> JPEGS = new ConcurrentHashMap<>();

    private static final int MOST_KEPT = 50;

    private TestPhotos() {}

    /** A photo-like JPEG; the seed makes it different from every other one. */
    public static byte[] jpeg(int width, int height, int seed) {
        List<Integer> key = List.of(width, height, seed);
        byte[] known = JPEGS.get(key);
        if (known == null) {
            known = jpeg(drawn(width, height, seed), 0.9f, false);
            if (JPEGS.size() < MOST_KEPT) {
                JPEGS.put(key, known);
            }
        }
        return known.clone();
    }

    /** The same picture, saved once more: other bytes, nearly the same pixels. */
    public static byte[] saved(byte[] picture, float quality) {
        try {
            return jpeg(ImageIO.read(new ByteArrayInputStream(picture)), quality, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG of noise, so that it has about as many bytes as a photo of its size from a camera. */
    public static byte[] noisyJpeg(int width, int height, int seed) {
        BufferedImage picture = drawn(width, height, seed);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = picture.getRGB(x, y);
                int noise = random.nextInt(24) * 0x010101;
                picture.setRGB(x, y, (rgb & 0xE7E7E7) + noise);
            }
        }
        return jpeg(picture, 0.92f, false);
    }

    static byte[] progressiveJpeg(int width, int height) {
        return jpeg(drawn(width, height, 1), 0.9f, true);
    }

    public static byte[] png(int width, int height, int seed) {
        return png(drawn(width, height, seed));
    }

    /** A square with 16 bits per colour channel. */
    public static byte[] deepPng(int side) {
        return png(new BufferedImage(side, side, BufferedImage.TYPE_USHORT_GRAY));
    }

    public static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Left half red, right half blue: shows how it was turned. */
    static BufferedImage redLeftOfBlue(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return picture;
    }

    /** A JPEG with an EXIF block that holds an orientation and a place name that must not leak. */
    public static byte[] withExif(byte[] jpeg, int orientation, String secret) {
        byte[] text = (secret + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4 + text.length);
        tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010E).putShort((short) 2).putInt(text.length).putInt(8 + 2 + 24 + 4);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putInt(0).put(text);
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 10 + tiff.capacity());
        file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (8 + tiff.capacity()));
        file.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff.array());
        file.put(jpeg, 2, jpeg.length - 2);
        return file.array();
    }

    /** A PNG of a few bytes whose header declares any size. */
    public static byte[] pngBomb(int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(8 + 25 + 12 + 12).putLong(PNG_SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        file.put(chunk("IHDR", header)).put(chunk("IDAT", new byte[0])).put(chunk("IEND", new byte[0]));
        return file.array();
    }

    /** The same PNG with a compressed comment that unpacks to this many bytes. */
    public static byte[] withHugeComment(byte[] png, int unpackedBytes) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        byte[] zeros = new byte[1 << 20];
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(content)) {
            for (int written = 0; written < unpackedBytes; written += zeros.length) {
                deflated.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return withChunk(png, chunk("zTXt", content.toByteArray()));
    }

    /** The same PNG, but one that says that it moves. */
    public static byte[] animated(byte[] png) {
        return withChunk(png, chunk("acTL", new byte[8]));
    }

    private static byte[] withChunk(byte[] png, byte[] chunk) {
        ByteBuffer file = ByteBuffer.allocate(png.length + chunk.length);
        return file.put(png, 0, 33).put(chunk).put(png, 33, png.length - 33).array();
    }

    /** Writes another size into the header of a JPEG. */
    public static byte[] claiming(byte[] jpeg, int width, int height) {
        byte[] lie = jpeg.clone();
        for (int i = 2; i < lie.length - 9; i++) {
            if ((lie[i] & 0xFF) == 0xFF && (lie[i + 1] & 0xFF) == 0xC0) {
                ByteBuffer.wrap(lie).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
                return lie;
            }
        }
        throw new IllegalArgumentException("Not a baseline JPEG");
    }

    public static byte[] jpeg(BufferedImage picture, float quality) {
        return jpeg(picture, quality, false);
    }

    static byte[] jpeg(BufferedImage picture, float quality, boolean progressive) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length).putInt(content.length);
        chunk.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(content);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + content.length);
        return chunk.putInt((int) sum.getValue()).array();
    }

    private static BufferedImage drawn(int width, int height, int seed) {
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setPaint(new GradientPaint(
                0, 0, new Color(random.nextInt(0xFFFFFF)), width, height, new Color(random.nextInt(0xFFFFFF))));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < 12; i++) {
            graphics.setColor(new Color(random.nextInt(0xFFFFFF)));
            graphics.fillOval(random.nextInt(width), random.nextInt(height), 1 + width / (2 + i), 1 + height / (3 + i));
        }
        graphics.dispose();
        return picture;
    }
}
