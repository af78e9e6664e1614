using System.Globalization;
using System.Text.RegularExpressions;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models;

namespace EdgeActors.Engines.Onnx;

/// <summary>
/// Says in our words what ONNX Runtime said in its own, which name its source files, C++ functions, the machine's folders and
/// the model's inner nodes. What matches no known message becomes a general sentence with what is left of the engine's.
/// </summary>
internal static partial class OrtErrorText
{
    private const int LongestText = 4096;

    private static readonly (Regex Said, FaultCode Code, Func<Match, string> Say)[] OfMemory =
    [
        (TooLittleLeft(), FaultCode.ResourceExhausted, m =>
            $"it needs {Number(m, 2)} bytes more, and {Number(m, 1)} are left of the memory budget for models; unload a model, raise the budget or send smaller tensors"),
        (NotAllocated(), FaultCode.ResourceExhausted, m =>
            $"a tensor of {Number(m, 1)} bytes does not fit into this device's memory; unload a model or send smaller tensors"),
        (NoMemory(), FaultCode.ResourceExhausted, _ => "this device has not enough memory for it; unload a model or send smaller tensors"),
    ];

    private static readonly (Regex Said, FaultCode Code, Func<Match, string> Say)[] OfLoading =
    [
        .. OfMemory,
        (UnknownOperator(), FaultCode.FailedPrecondition, m =>
            $"it uses the operator {m.Groups[1].Value}, which this ONNX Runtime does not have in version {m.Groups[2].Value} of the operator set"),
        (UnregisteredOperator(), FaultCode.FailedPrecondition, m => $"it uses the operator {m.Groups[1].Value}, which this ONNX Runtime does not have"),
        (UnknownDomain(), FaultCode.FailedPrecondition, m => $"it uses operators of the domain '{m.Groups[1].Value}' and imports no such operator set"),
        (FutureOperatorSet(), FaultCode.FailedPrecondition, m =>
            $"it needs version {m.Groups[1].Value} of the operator set, which is newer than this ONNX Runtime; export it for an older one"),
        (NoOperatorSet(), FaultCode.FailedPrecondition, _ => "it does not say which operator set it uses; export it again"),
        (NoKernel(), FaultCode.FailedPrecondition, m => $"this ONNX Runtime has no implementation of the operator {m.Groups[1].Value} for the tensor types it is used with"),
        (ShapesDiffer(), FaultCode.FailedPrecondition, m => $"the shapes around its operator {m.Groups[1].Value} contradict each other"),
        (NotParsed(), FaultCode.FailedPrecondition, _ => "the file is damaged, cut short or no model at all"),
        (NoGraph(), FaultCode.FailedPrecondition, _ => "the file holds no network"),
        (ExternalData(), FaultCode.FailedPrecondition, _ => "the weights that it keeps in another file cannot be read; deploy the whole package again"),
    ];

    private static readonly (Regex Said, FaultCode Code, Func<Match, string> Say)[] OfRunning =
    [
        (Terminated(), FaultCode.Cancelled, _ => "it was ended before it had finished"),
        .. OfMemory,
        (SizeOverflow(), FaultCode.ResourceExhausted, _ => "a tensor would have more bytes than a device can address; send smaller tensors or values"),
        (DivisionByZero(), FaultCode.InvalidArgument, _ => "it divides a whole number by zero with these inputs"),
        (FailedOperator(), FaultCode.InvalidArgument, m =>
            $"its operator {m.Groups[1].Value} cannot work on these inputs; check their shapes and values against what the model was made for"),
        (WrongInput(), FaultCode.InvalidArgument, _ => "the inputs do not fit its declared shapes"),
    ];

    /// <summary>The refusal for an error at load.</summary>
    public static ModelFault Loading(string file, OrtException error) =>
        Word($"The model '{file}' cannot be loaded", OfLoading, FaultCode.FailedPrecondition, error);

    /// <summary>The refusal for an error in a run.</summary>
    public static ModelFault Running(OrtException error) => Word(
        "The model could not be run",
        OfRunning,
        error.Code == OrtErrorCode.InvalidArgument ? FaultCode.InvalidArgument : FaultCode.Internal,
        error);

    /// <summary>The engine's name of a code, for example <c>INVALID_GRAPH</c>.</summary>
    public static string CodeName(OrtErrorCode code) => Enum.IsDefined(code)
        ? WordStart().Replace(code.ToString(), "_$0").ToUpperInvariant()
        : string.Create(CultureInfo.InvariantCulture, $"{(int)code}");

    /// <summary>
    /// The engine's text without paths, lines, functions and the model's own names, at most 200 characters; empty when nothing safe is left.
    /// </summary>
    public static string Clean(string text)
    {
        string left = LoadPrefix().Replace(Beginning(text), string.Empty);
        left = NodeSignature().Replace(left, string.Empty);
        left = NodeName().Replace(left, string.Empty);
        left = InnerName().Replace(WithoutSourcePlaces(left), string.Empty);
        left = Blanks().Replace(left, " ").Trim(' ', '.', ':', ',', ';');
        bool tells = Internal().IsMatch(left);
        return tells || left.Length == 0 ? string.Empty : left.Length <= 200 ? left : left[..200] + "…";
    }

    private static ModelFault Word(
        string what, (Regex Said, FaultCode Code, Func<Match, string> Say)[] known, FaultCode otherwise, OrtException error)
    {
        string code = CodeName(error.Code);
        string text = Beginning(error.Message);
        foreach ((Regex said, FaultCode fault, Func<Match, string> say) in known)
        {
            if (said.Match(text) is { Success: true } match)
            {
                return new ModelFault(fault, $"{what}: {say(match)} (ONNX Runtime: {code}).");
            }
        }

        string rest = Clean(text);
        return new ModelFault(otherwise, rest.Length == 0 ? $"{what} (ONNX Runtime: {code})." : $"{what} (ONNX Runtime: {code}: {rest}).");
    }

    /// <summary>Takes out each <c>file.cc:123 type function(arguments)</c>, whose arguments may hold brackets of their own.</summary>
    private static string WithoutSourcePlaces(string text)
    {
        while (SourcePlace().Match(text) is { Success: true } place)
        {
            int end = place.Index + place.Length;
            int open = text.IndexOf('(', end);
            if (open >= 0 && text.AsSpan(end, open - end).Contains("::", StringComparison.Ordinal))
            {
                end = AfterClosing(text, open);
            }

            text = string.Concat(text.AsSpan(0, place.Index), text.AsSpan(end));
        }

        return text;
    }

    private static int AfterClosing(string text, int open)
    {
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return text.AsSpan(i + 1).StartsWith(" const", StringComparison.Ordinal) ? i + 7 : i + 1;
            }
        }

        return text.Length;
    }

    /// <summary>A model's own names are part of the text, and may be of any length.</summary>
    private static string Beginning(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static string Number(Match match, int group) => ulong.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out ulong number)
        ? number.ToString("N0", CultureInfo.InvariantCulture)
        : "very many";

    [GeneratedRegex(@"Available memory of (\d+) is smaller than requested bytes of (\d+)")]
    private static partial Regex TooLittleLeft();

    [GeneratedRegex(@"Failed to allocate memory for requested buffer of size (\d+)")]
    private static partial Regex NotAllocated();

    [GeneratedRegex("storage size overflowed|Integer overflow|tensor size (?:would )?overflow|(?:byte size|dimension product|element count) overflow")]
    private static partial Regex SizeOverflow();

    [GeneratedRegex("bad_alloc|Memory allocation failed|Failed to find a free memory block|out of memory")]
    private static partial Regex NoMemory();

    [GeneratedRegex(@"No Op registered for (\w{1,64}) with domain_version of (-?\d+)")]
    private static partial Regex UnknownOperator();

    [GeneratedRegex(@"(?:^|[\s:])([\w.]{0,64}:?\w{1,64})\(-?\d+\) is not a registered function/op")]
    private static partial Regex UnregisteredOperator();

    [GeneratedRegex(@"No opset import for domain '([\w.]{0,64})'")]
    private static partial Regex UnknownDomain();

    [GeneratedRegex(@"Opset (\d+) is under development|domain_version of (\d+) is not supported")]
    private static partial Regex FutureOperatorSet();

    [GeneratedRegex("Missing opset in the model")]
    private static partial Regex NoOperatorSet();

    [GeneratedRegex(@"Could not find an implementation for (?:[\w.]+[.:])?(\w{1,64})\(\d+\)")]
    private static partial Regex NoKernel();

    [GeneratedRegex(@"Op \((\w{1,64})\) \[(?:Shape|Type)InferenceError\]")]
    private static partial Regex ShapesDiffer();

    [GeneratedRegex("Protobuf parsing failed")]
    private static partial Regex NotParsed();

    [GeneratedRegex("does not have a graph|No graph was found")]
    private static partial Regex NoGraph();

    [GeneratedRegex("[Ee]xternal (data|initializer)")]
    private static partial Regex ExternalData();

    [GeneratedRegex("terminate flag")]
    private static partial Regex Terminated();

    [GeneratedRegex("Integer division by zero")]
    private static partial Regex DivisionByZero();

    [GeneratedRegex(@"while running (\w{1,64}) node")]
    private static partial Regex FailedOperator();

    [GeneratedRegex("Got invalid dimensions|Invalid rank for input|Unexpected input data type|Missing Input|Invalid input name")]
    private static partial Regex WrongInput();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"Load model from .*? failed:\s*", RegexOptions.Singleline)]
    private static partial Regex LoadPrefix();

    [GeneratedRegex(@"In Node, \(.*?, Error ", RegexOptions.Singleline)]
    private static partial Regex NodeSignature();

    [GeneratedRegex(@"Name:\s*'[^']*'\s*|node with name '[^']*'|Node:?\s*\([^)]*\)\s*", RegexOptions.Singleline)]
    private static partial Regex NodeName();

    [GeneratedRegex(@"\s?\([^()]*\)|\s?'[^']*'|\s?""[^""]*""")]
    private static partial Regex InnerName();

    [GeneratedRegex(@"\S*\.(?:cc|cpp|h|hpp|cu):\d+\s*")]
    private static partial Regex SourcePlace();

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"::|[/\\]|std|onnxruntime|gsl|0x[0-9a-fA-F]{4}", RegexOptions.IgnoreCase)]
    private static partial Regex Internal();
}
