using System.Globalization;
using EdgeActors.Capture;
using EdgeActors.Specs.Capture.Buffering;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Capture;

public sealed class CaptureGaugeSpecs
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Samples_are_known_by_name_and_version()
    {
        CaptureGauge gauge = new();
        gauge.Sampled("net", "1", Time);
        gauge.Sampled("net", "2", Time.AddSeconds(1));
        gauge.Sampled("net", "1", Time.AddSeconds(2));

        Assert.Equal(Time.AddSeconds(2), gauge.LatestSample("net", "1"));
        Assert.Equal(Time.AddSeconds(1), gauge.LatestSample("net", "2"));
        Assert.Null(gauge.LatestSample("other", "1"));
    }

    [Fact]
    public void Of_too_many_models_the_one_that_was_sampled_longest_ago_is_forgotten()
    {
        CaptureGauge gauge = new();
        for (int i = 0; i <= CaptureGauge.MostModels; i++)
        {
            gauge.Sampled(i.ToString(CultureInfo.InvariantCulture), "1", Time.AddSeconds(i));
        }

        Assert.Null(gauge.LatestSample("0", "1"));
        Assert.NotNull(gauge.LatestSample("1", "1"));
        Assert.NotNull(gauge.LatestSample(CaptureGauge.MostModels.ToString(CultureInfo.InvariantCulture), "1"));
    }

    [Fact]
    public async Task Captures_that_the_sink_does_not_have_are_counted()
    {
        await using BufferSystem system = new();
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b", "c");
        await ModelsSystem.Eventually(() => system.Gauge.Pending == 3);

        system.Sink.Answer = static _ => SinkResult.Stored;
        await system.AdvanceUntil(() => system.Gauge.Pending == 0, TimeSpan.FromSeconds(1));
    }
}
