// SPDX-License-Identifier: EUPL-1.2
// The shapes of the official vectors, as far as they are read here. Bytes are hexadecimal.

export interface CryptoBasics {
  readonly ref_hash: { readonly label: string; readonly value: string; readonly out: string }
  readonly expand_with_label: {
    readonly secret: string
    readonly label: string
    readonly context: string
    readonly length: number
    readonly out: string
  }
  readonly derive_secret: { readonly secret: string; readonly label: string; readonly out: string }
  readonly derive_tree_secret: {
    readonly secret: string
    readonly label: string
    readonly generation: number
    readonly length: number
    readonly out: string
  }
  readonly sign_with_label: {
    readonly priv: string
    readonly pub: string
    readonly content: string
    readonly label: string
    readonly signature: string
  }
  readonly encrypt_with_label: {
    readonly priv: string
    readonly pub: string
    readonly label: string
    readonly context: string
    readonly plaintext: string
    readonly kem_output: string
    readonly ciphertext: string
  }
}

export interface Deserialization {
  readonly vlbytes_header: string
  readonly length: number
}

export interface Epoch {
  readonly tree_hash: string
  readonly confirmed_transcript_hash: string
  readonly group_context: string
  readonly commit_secret: string
  readonly psk_secret: string
  readonly joiner_secret: string
  readonly welcome_secret: string
  readonly init_secret: string
  readonly sender_data_secret: string
  readonly encryption_secret: string
  readonly exporter_secret: string
  readonly epoch_authenticator: string
  readonly external_secret: string
  readonly external_pub: string
  readonly confirmation_key: string
  readonly membership_key: string
  readonly resumption_psk: string
  readonly exporter: {
    readonly label: string
    readonly context: string
    readonly length: number
    readonly secret: string
  }
}

export interface KeySchedule {
  readonly group_id: string
  readonly initial_init_secret: string
  readonly epochs: readonly Epoch[]
}

export interface MessageProtection {
  readonly group_id: string
  readonly epoch: number
  readonly tree_hash: string
  readonly confirmed_transcript_hash: string
  readonly signature_priv: string
  readonly signature_pub: string
  readonly encryption_secret: string
  readonly sender_data_secret: string
  readonly membership_key: string
  readonly proposal: string
  readonly proposal_priv: string
  readonly proposal_pub: string
  readonly commit: string
  readonly commit_priv: string
  readonly commit_pub: string
  readonly application: string
  readonly application_priv: string
}

export interface PskSecret {
  readonly psks: readonly { readonly psk_id: string; readonly psk: string; readonly psk_nonce: string }[]
  readonly psk_secret: string
}

export interface Generation {
  readonly generation: number
  readonly application_key: string
  readonly application_nonce: string
  readonly handshake_key: string
  readonly handshake_nonce: string
}

export interface SecretTree {
  readonly encryption_secret: string
  readonly sender_data: {
    readonly sender_data_secret: string
    readonly ciphertext: string
    readonly key: string
    readonly nonce: string
  }
  readonly leaves: readonly (readonly Generation[])[]
}

export interface TranscriptHashes {
  readonly confirmation_key: string
  readonly authenticated_content: string
  readonly interim_transcript_hash_before: string
  readonly confirmed_transcript_hash_after: string
  readonly interim_transcript_hash_after: string
}

export interface TreeMath {
  readonly n_leaves: number
  readonly n_nodes: number
  readonly root: number
  readonly left: readonly (number | null)[]
  readonly right: readonly (number | null)[]
  readonly parent: readonly (number | null)[]
  readonly sibling: readonly (number | null)[]
}

export interface TreeOperations {
  readonly tree_before: string
  readonly proposal: string
  readonly proposal_sender: number
  readonly tree_hash_before: string
  readonly tree_after: string
  readonly tree_hash_after: string
}

export interface TreeValidation {
  readonly tree: string
  readonly group_id: string
  readonly tree_hashes: readonly string[]
  readonly resolutions: readonly (readonly number[])[]
}

export interface LeafPrivate {
  readonly index: number
  readonly encryption_priv: string
  readonly signature_priv: string
  readonly path_secrets: readonly { readonly node: number; readonly path_secret: string }[]
}

export interface PathOfUpdate {
  readonly sender: number
  readonly update_path: string
  readonly path_secrets: readonly (string | null)[]
  readonly commit_secret: string
  readonly tree_hash_after: string
}

export interface TreeKem {
  readonly group_id: string
  readonly epoch: number
  readonly confirmed_transcript_hash: string
  readonly ratchet_tree: string
  readonly leaves_private: readonly LeafPrivate[]
  readonly update_paths: readonly PathOfUpdate[]
}

export interface Welcome {
  readonly init_priv: string
  readonly signer_pub: string
  readonly key_package: string
  readonly welcome: string
}

export interface Passive {
  readonly external_psks: readonly { readonly psk_id: string; readonly psk: string }[]
  readonly key_package: string
  readonly signature_priv: string
  readonly encryption_priv: string
  readonly init_priv: string
  readonly welcome: string
  readonly ratchet_tree: string | null
  readonly initial_epoch_authenticator: string
  readonly epochs: readonly {
    readonly proposals: readonly string[]
    readonly commit: string
    readonly epoch_authenticator: string
  }[]
}
