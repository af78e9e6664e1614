using EdgeActors.Capture.Layout;

namespace EdgeActors.Specs.Capture.Layout;

public sealed class LayoutOptionsSpecs
{
    [Fact]
    public void Defaults_are_those_of_the_component()
    {
        LayoutOptions options = Captures.Options;

        Assert.Equal(("sme-capture", 3072), (options.FolderPrefix, options.EmbedLimit));
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        LayoutOptions low = new() { FolderPrefix = new string('x', 513), FleetName = "", DeviceName = " ", EmbedLimit = 0 };
        LayoutOptions high = low with { EmbedLimit = 3073 };

        Assert.All([low, high], options => Assert.Equal(
            ["FolderPrefix", "FleetName", "DeviceName", "EmbedLimit"],
            options.Faults().Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)])));
    }
}
