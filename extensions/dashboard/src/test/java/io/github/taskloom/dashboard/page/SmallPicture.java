package io.github.taskloom.dashboard.page;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture of a page with its 256 most common colours, each other one as the nearest of these. */
final class SmallPicture {
  private static final int COLOURS = 256;

  private SmallPicture() {}

  static byte[] of(byte[] png) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    int width = picture.getWidth();
    int[] pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & 0xffffff, 1, Integer::sum);
    }
    List<Integer> palette =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList();
    byte[] red = new byte[palette.size()];
    byte[] green = new byte[palette.size()];
    byte[] blue = new byte[palette.size()];
    for (int i = 0; i < palette.size(); i++) {
      red[i] = (byte) (palette.get(i) >> 16);
      green[i] = (byte) (palette.get(i) >> 8);
      blue[i] = (byte) (int) palette.get(i);
    }
    IndexColorModel colours = new IndexColorModel(8, palette.size(), red, green, blue);
    BufferedImage small =
        new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int i = 0; i < pixels.length; i++) {
      int colour = pixels[i] & 0xffffff;
      int index = nearest.computeIfAbsent(colour, each -> nearest(palette, each));
      small.getRaster().setSample(i % width, i / width, 0, index);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(small, "png", out);
    return out.toByteArray();
  }

  private static int nearest(List<Integer> palette, int colour) {
    int best = 0;
    for (int i = 1; i < palette.size(); i++) {
      if (distance(palette.get(i), colour) < distance(palette.get(best), colour)) {
        best = i;
      }
    }
    return best;
  }

  private static int distance(int one, int other) {
    int red = (one >> 16 & 255) - (other >> 16 & 255);
    int green = (one >> 8 & 255) - (other >> 8 & 255);
    int blue = (one & 255) - (other & 255);
    return red * red + green * green + blue * blue;
  }
}
