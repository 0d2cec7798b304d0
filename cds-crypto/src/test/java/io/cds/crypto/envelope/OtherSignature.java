package io.cds.crypto.envelope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;

/** Turns the ECDSA signature (r, s) of a SignedData into its other valid form (r, n - s). */
final class OtherSignature {

  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private OtherSignature() {}

  static byte[] of(byte[] signedData) {
    try {
      ASN1Sequence info = ASN1Sequence.getInstance(signedData);
      ASN1Sequence signed =
          ASN1Sequence.getInstance(ASN1TaggedObject.getInstance(info.getObjectAt(1)), true);
      int last = signed.size() - 1;
      ASN1Sequence signer =
          ASN1Sequence.getInstance(ASN1Set.getInstance(signed.getObjectAt(last)).getObjectAt(0));
      byte[] signature =
          ASN1OctetString.getInstance(signer.getObjectAt(signer.size() - 1)).getOctets();
      DERSequence changed =
          replaced(signer, signer.size() - 1, new DEROctetString(other(signature)));
      DERSequence inner = replaced(signed, last, new DERSet(changed));
      return replaced(info, 1, new DERTaggedObject(true, 0, inner)).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] other(byte[] signature) throws IOException {
    ASN1Sequence pair = ASN1Sequence.getInstance(signature);
    BigInteger s = ASN1Integer.getInstance(pair.getObjectAt(1)).getValue();
    return replaced(pair, 1, new ASN1Integer(N.subtract(s))).getEncoded(ASN1Encoding.DER);
  }

  private static DERSequence replaced(ASN1Sequence sequence, int index, ASN1Encodable by) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    for (int i = 0; i < sequence.size(); i++) {
      parts.add(i == index ? by : sequence.getObjectAt(i));
    }
    return new DERSequence(parts);
  }
}
