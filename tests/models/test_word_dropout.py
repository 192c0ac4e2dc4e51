import torch

from lstm_core.models.network import Network, drop_words


def test_the_share_of_words_becomes_unknown_and_padding_stays():
    tokens = torch.full((50, 200), 7)
    tokens[:, 150:] = 0
    torch.manual_seed(0)
    dropped = drop_words(tokens, 0.3)
    assert set(dropped[:, :150].unique().tolist()) == {1, 7}
    assert abs((dropped[:, :150] == 1).float().mean() - 0.3) < 0.02
    assert (dropped[:, 150:] == 0).all()


def test_it_is_at_work_while_training_only():
    torch.manual_seed(0)
    network = Network(vocabulary=9, outputs=2, embedding_size=4, hidden_size=4, word_dropout=0.5)
    tokens, lengths = torch.full((4, 20), 7), torch.full((4,), 20)
    assert not torch.equal(network(tokens, lengths), network(tokens, lengths))
    network.eval()
    assert torch.equal(network(tokens, lengths), network(tokens, lengths))


def test_embedding_dropout_is_at_work_while_training_only():
    torch.manual_seed(0)
    network = Network(vocabulary=9, outputs=2, embedding_size=4, hidden_size=4, embedding_dropout=0.5)
    tokens, lengths = torch.full((4, 20), 7), torch.full((4,), 20)
    assert not torch.equal(network(tokens, lengths), network(tokens, lengths))
    network.eval()
    assert torch.equal(network(tokens, lengths), network(tokens, lengths))
