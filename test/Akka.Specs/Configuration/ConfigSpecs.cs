using Akka.Configuration;

namespace Akka.Specs.Configuration;

public sealed class ConfigSpecs
{
    private static readonly Config Sample = ConfigurationFactory.ParseString(
        """
        # a comment
        akka {
          loglevel = DEBUG
          actor.ask-timeout = 5s
          "quoted" = "a \"text\", with marks"
          list = [one, "two", three]
          nested { deep { number = 42, flag = on } }
        }
        akka.loglevel = INFO // the last value wins
        """);

    [Fact]
    public void Last_value_wins() => Assert.Equal("INFO", Sample.GetString("akka.loglevel"));

    [Fact]
    public void Dotted_and_nested_keys_are_the_same()
    {
        Assert.Equal(42, Sample.GetInt("akka.nested.deep.number"));
        Assert.True(Sample.GetBoolean("akka.nested.deep.flag"));
        Assert.Equal(TimeSpan.FromSeconds(5), Sample.GetTimeSpan("akka.actor.ask-timeout"));
    }

    [Fact]
    public void Quoted_text_keeps_its_marks() => Assert.Equal("a \"text\", with marks", Sample.GetString("akka.quoted"));

    [Fact]
    public void List_is_read() => Assert.Equal(["one", "two", "three"], Sample.GetStringList("akka.list"));

    [Fact]
    public void Missing_value_gives_the_default()
    {
        Assert.Null(Sample.GetString("none"));
        Assert.Equal(7, Sample.GetInt("none", 7));
        Assert.False(Sample.HasPath("none"));
        Assert.True(Sample.HasPath("akka.nested"));
    }

    [Fact]
    public void Left_side_wins_over_its_fallback()
    {
        var both = ConfigurationFactory.ParseString("a = 1").WithFallback(ConfigurationFactory.ParseString("a = 2\nb = 3"));

        Assert.Equal(1, both.GetInt("a"));
        Assert.Equal(3, both.GetInt("b"));
    }

    [Fact]
    public void Section_is_a_config() => Assert.Equal(42, Sample.GetConfig("akka.nested").GetInt("deep.number"));

    [Theory]
    [InlineData("100ms", 100)]
    [InlineData("2 s", 2_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("0.5s", 500)]
    [InlineData("250", 250)]
    public void Times_are_read(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), ConfigurationFactory.ParseString($"t = {text}").GetTimeSpan("t"));

    [Fact]
    public void Infinite_time_is_read() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, ConfigurationFactory.ParseString("t = infinite").GetTimeSpan("t"));

    [Fact]
    public void Empty_config_is_empty() => Assert.True(ConfigurationFactory.Empty.IsEmpty);

    [Theory]
    [InlineData("a {")]
    [InlineData("a = [1, 2")]
    [InlineData("a = \"open")]
    public void Broken_text_is_refused(string text) => Assert.ThrowsAny<Exception>(() => ConfigurationFactory.ParseString(text));
}
