# SPDX-License-Identifier: EUPL-1.2
"""A certificate authority that a test has made, and servers that it vouches for, or does not."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from chatserver.services.ports import SystemClock

_DAY = dt.timedelta(days=1)


def _now() -> dt.datetime:
    return dt.datetime.fromtimestamp(SystemClock().now_ms() / 1000, dt.UTC)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@dataclass(frozen=True)
class Authority:
    """One authority; its own certificate is at `file`."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls, folder: Path) -> Self:
        """A fresh one, in *folder*."""
        key, name = ec.generate_private_key(ec.SECP256R1()), _name("An authority of a test")
        builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(_now() - _DAY).not_valid_after(_now() + _DAY)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
        made = cls(folder, key, builder.sign(key, hashes.SHA256()))
        made.file.write_bytes(made.certificate.public_bytes(Encoding.PEM))
        return made

    @property
    def file(self) -> Path:
        """What a client believes."""
        return self.folder / "authority.pem"

    def server(self, *, name: str = "127.0.0.1", over: bool = False) -> ssl.SSLContext:
        """A server's side, with a certificate for *name*; *over*: one that ended yesterday."""
        key = ec.generate_private_key(ec.SECP256R1())
        end = _now() - _DAY if over else _now() + _DAY
        builder = x509.CertificateBuilder(
            self.certificate.subject, _name("A server"), key.public_key(), x509.random_serial_number()
        )
        builder = builder.not_valid_before(end - 2 * _DAY).not_valid_after(end)
        alternative = x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        builder = builder.add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = builder.add_extension(issuer, critical=False)
        chain = self.folder / f"{name}-{over}.pem"
        chain.write_bytes(
            builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)
            + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(chain)
        return context
