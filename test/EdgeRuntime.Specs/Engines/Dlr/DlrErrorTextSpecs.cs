using EdgeActors.Engines.Dlr.Interop;

namespace EdgeActors.Specs.Engines.Dlr;

public sealed class DlrErrorTextSpecs
{
    [Theory]
    [InlineData("TVMError: Check failed: ret == 0 (-1 vs. 0) : fused_dense: no\nStack trace:\n  [bt] (0) /lib/libdlr.so(+0x1)", "Check failed: ret == 0 (-1 vs. 0) : fused_dense: no")]
    [InlineData("[15:05:44] /build/src/dlr.cc:336: [15:05:44] /build/memory_io.h:34: Check failed: curr_ptr_ + size <= buffer_size_: \nStack trace:", "Check failed: curr_ptr_ + size <= buffer_size_")]
    [InlineData("[15:05:43] /b/dlr.cc:336: [15:05:43] /b/graph_runtime.cc:244: \n---------------\nAn internal invariant was violated during the execution of TVM.\nPlease read TVM's error reporting guidelines.\n---------------\n  Check failed: header == magic == false: Invalid parameters file format\nStack trace:", "Check failed: header == magic == false: Invalid parameters file format")]
    [InlineData("[15:05:44] /b/a.cc:5: Check failed: x == 0 (1 vs. 0) : [15:05:44] /b/c.cc:2: Check failed: y: gone", "Check failed: x == 0 (1 vs. 0) : Check failed: y: gone")]
    [InlineData("No metadata file was found!", "No metadata file was found!")]
    public void The_sentence_is_found_among_places_and_traces(string text, string sentence) => Assert.Equal(sentence, DlrErrorText.Clean(text));

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("Stack trace:\n  [bt] (0) x")]
    public void Nothing_is_no_reason(string text) => Assert.Null(DlrErrorText.Clean(text));

    [Fact]
    public void What_cannot_be_printed_is_escaped_and_long_ones_are_cut()
    {
        Assert.Equal("Check failed: \\u001B[2J", DlrErrorText.Clean("Check failed: \u001b[2J"));
        Assert.Equal(301, DlrErrorText.Clean("Check failed: " + new string('x', 1000))!.Length);
    }
}

public sealed class DlrVersionSpecs
{
    [Theory]
    [InlineData("1.9.0", true, true)]
    [InlineData("1.10.0", true, true)]
    [InlineData("1.10.1", true, false)]
    [InlineData("1.11", true, false)]
    [InlineData("2.0.0", false, false)]
    public void The_number_decides_what_is_known_of_it(string text, bool usable, bool leaks)
    {
        DlrVersion version = DlrVersion.Parse(text);

        Assert.Equal((text, usable, leaks), (version.Text, version.IsUsable, version.LeaksTreelite));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.x.0")]
    [InlineData("1.2.3.4")]
    [InlineData("99999999999.1")]
    public void What_is_no_version_is_used_with_caution(string text)
    {
        DlrVersion version = DlrVersion.Parse(text);

        Assert.Equal(DlrVersion.Unknown, version);
        Assert.True(version is { IsUsable: true, LeaksTreelite: true });
    }

    [Fact]
    public unsafe void Text_that_is_gone_is_read_no_further_than_it_looks_like_one()
    {
        fixed (byte* text = "1.4.0\u0001\u00ff rubbish"u8)
        {
            Assert.Equal("1.4.0", DlrVersion.Read(text).Text);
        }

        fixed (byte* rubbish = "\u0001\u0002"u8)
        {
            Assert.Equal(DlrVersion.Unknown, DlrVersion.Read(rubbish));
        }

        Assert.Equal(DlrVersion.Unknown, DlrVersion.Read(null));
    }
}
