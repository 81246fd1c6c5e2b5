"""Language models that say one thing, built on the spot: weights set by hand, nothing trained or downloaded.

Each token's embedding is a direction of its own, attention and the layer in between give nothing, and the
head of the model maps each direction to the token that comes next: a chain of words, whatever was asked.
"""

from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}<|answer|>"
SPECIAL = ("<unk>", "<|end|>", "<|answer|>")


def build(folder: Path, pieces: list[str], again: bool = False) -> Path:
    """A model at `folder` that says `pieces`, different from each other; over and over where told `again`."""
    assert len(set(pieces)) == len(pieces)
    vocabulary = [*SPECIAL, *pieces]
    tokenizer = Tokenizer(models.WordLevel({SPECIAL[0]: 0}, unk_token=SPECIAL[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.decoder = decoders.Fuse()
    tokenizer.add_special_tokens(list(SPECIAL))
    tokenizer.add_tokens([AddedToken(piece, normalized=False) for piece in pieces])
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token=SPECIAL[0], eos_token=SPECIAL[1], pad_token=SPECIAL[1],
        chat_template=TEMPLATE, clean_up_tokenization_spaces=False,
    ).save_pretrained(folder)  # fmt: skip
    _weights(len(vocabulary), again).save_pretrained(folder)
    return folder


def _weights(size: int, again: bool) -> LlamaForCausalLM:
    wide = -(-size // 8) * 8
    torch.manual_seed(1)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=size, hidden_size=wide, intermediate_size=8, num_hidden_layers=1,
            num_attention_heads=1, num_key_value_heads=1, head_dim=8, max_position_embeddings=32_768,
            bos_token_id=None, eos_token_id=1, pad_token_id=1, tie_word_embeddings=False,
        )
    )  # fmt: skip
    first, last = len(SPECIAL), size - 1
    follows = {2: first, **{token: token + 1 for token in range(first, last)}, last: first if again else 1}
    with torch.no_grad():
        for layer in model.model.layers:
            layer.self_attn.o_proj.weight.zero_()
            layer.mlp.down_proj.weight.zero_()
        model.model.embed_tokens.weight.copy_(torch.eye(size, wide))
        model.lm_head.weight.zero_()
        for token, successor in follows.items():
            model.lm_head.weight[successor, token] = 5.0
    model.generation_config.do_sample = False
    return model
