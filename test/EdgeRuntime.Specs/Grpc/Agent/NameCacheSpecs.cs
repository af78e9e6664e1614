using System.Text;
using EdgeActors.Grpc.Agent;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class NameCacheSpecs
{
    [Fact]
    public void A_name_seen_again_is_not_made_again()
    {
        NameCache<string> cache = new(Encoding.UTF8.GetString);

        Assert.Same(cache.Get("input"u8), cache.Get("input"u8));
    }

    [Fact]
    public void Names_are_never_confused_however_many_share_a_slot()
    {
        NameCache<string> cache = new(Encoding.UTF8.GetString);
        string[] names = [.. Enumerable.Range(0, 10 * NameCache<string>.Slots).Select(number => $"name-{number}")];

        Assert.All([.. names, .. names], name => Assert.Equal(name, cache.Get(Encoding.UTF8.GetBytes(name))));
    }

    [Fact]
    public void Long_names_are_not_kept()
    {
        NameCache<string> cache = new(Encoding.UTF8.GetString);
        byte[] name = Encoding.UTF8.GetBytes(new string('n', NameCache<string>.Longest + 1));

        Assert.NotSame(cache.Get(name), cache.Get(name));
    }
}
