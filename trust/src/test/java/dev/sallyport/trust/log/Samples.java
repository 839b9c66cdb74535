package dev.sallyport.trust.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keys and entries for tests. The keys are those of RFC 8032 section 7.1, which everybody knows.
final class Samples {

  static final String ORIGIN = "log.example/sally";

  private static final List<String> SEEDS =
      List.of(
          "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
          "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
          "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
          "f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5");

  private static final List<String> PUBLIC =
      List.of(
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
          "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
          "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e");

  static final NoteSigner LOG = new Ed25519Signer(ORIGIN, keys(0));
  static final WitnessPolicy POLICY = WitnessPolicy.of(LOG.key());
  static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  private static final Map<String, SignedNote> SIGNED = new ConcurrentHashMap<>();

  private Samples() {}

  /// @param number 0 to 3
  static KeyPair keys(int number) {
    try {
      return new KeyPair(
          Ed25519.publicKey(HexFormat.of().parseHex(PUBLIC.get(number))),
          Ed25519.privateKey(HexFormat.of().parseHex(SEEDS.get(number))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static NoteSigner witness(int number) {
    return new CosignatureSigner(
        "witness.example/w" + number, keys(number), Clock.fixed(TIME, ZoneOffset.UTC));
  }

  /// The bytes of entry `i`.
  static byte[] entry(long i) {
    return ("entry " + i).getBytes(StandardCharsets.UTF_8);
  }

  static List<byte[]> entries(long from, long to) {
    var entries = new ArrayList<byte[]>();
    for (long i = from; i < to; i++) {
      entries.add(entry(i));
    }
    return entries;
  }

  static List<Hash> leaves(long size) {
    return entries(0, size).stream().map(MerkleTree::leafHash).toList();
  }

  /// Ed25519 gives the same signature each time, so each is made once.
  static SignedNote signed(TreeEdge edge) {
    String text = new Checkpoint(ORIGIN, edge.size(), edge.root()).text();
    return SIGNED.computeIfAbsent(text, t -> SignedNote.sign(t, LOG));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
