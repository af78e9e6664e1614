using System.Text.Json;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;
using EdgeActors.Protocol.Agent;
using Spectre.Console;

namespace EdgeActors.Cli;

/// <summary>Shows models, as tables and as JSON.</summary>
internal static class ModelView
{
    /// <summary>The declarations in a list of metadata.</summary>
    public static IReadOnlyList<TensorSpec> Specs(IEnumerable<TensorMetadata> metadatas) =>
        [.. metadatas.Select(each => new TensorSpec(new TensorName(each.Name.Span), (TensorType)each.DataType, [.. each.Shape]))];

    /// <summary>One row for each model.</summary>
    public static Table Table(IEnumerable<Model> models)
    {
        Table table = NewTable("MODEL", "INPUTS", "OUTPUTS", "FOLDER");
        foreach (Model model in models)
        {
            AddRow(table, model.Name, Brief(model.InputTensorMetadatas), Brief(model.OutputTensorMetadatas), model.Url);
        }

        return table;
    }

    /// <summary>One row for each input and output.</summary>
    public static Table TensorTable(Model model)
    {
        Table table = NewTable("", "NAME", "TYPE", "SHAPE");
        foreach ((string side, IReadOnlyList<TensorSpec> specs) in new[]
        {
            ("input", Specs(model.InputTensorMetadatas)),
            ("output", Specs(model.OutputTensorMetadatas)),
        })
        {
            foreach (TensorSpec spec in specs)
            {
                AddRow(table, side, spec.Name.ToString(), TypeName(spec.Type), TensorShape.Text(spec.Shape));
            }
        }

        return table;
    }

    /// <summary>A table in the command's style.</summary>
    public static Table NewTable(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Rounded };
        Array.ForEach(columns, column => table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold)))));
        return table;
    }

    /// <summary>Adds cells that may hold anything; none is read as markup.</summary>
    public static void AddRow(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    /// <summary>Writes an array of models.</summary>
    public static void WriteJson(Utf8JsonWriter json, string name, IEnumerable<Model> models)
    {
        json.WriteStartArray(name);
        foreach (Model model in models)
        {
            json.WriteStartObject();
            WriteProperties(json, model);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes one model.</summary>
    public static void WriteJson(Utf8JsonWriter json, string name, Model model)
    {
        json.WriteStartObject(name);
        WriteProperties(json, model);
        json.WriteEndObject();
    }

    /// <summary>Writes name, type and shape of a tensor.</summary>
    public static void WriteJson(Utf8JsonWriter json, TensorName name, TensorType type, IEnumerable<int> shape)
    {
        json.WriteString("name", name.ToString());
        json.WriteString("type", TypeName(type));
        json.WriteStartArray("shape");
        foreach (int extent in shape)
        {
            json.WriteNumberValue(extent);
        }

        json.WriteEndArray();
    }

    /// <summary>The wire's name of a type, or its number when it has none.</summary>
    public static string TypeName(TensorType type) => TensorTypes.IsKnown(type) ? type.WireName() : $"TYPE {(int)type}";

    private static void WriteProperties(Utf8JsonWriter json, Model model)
    {
        json.WriteString("name", model.Name);
        json.WriteString("handle", model.Handle);
        json.WriteString("url", model.Url);
        WriteSpecs(json, "inputs", Specs(model.InputTensorMetadatas));
        WriteSpecs(json, "outputs", Specs(model.OutputTensorMetadatas));
    }

    private static void WriteSpecs(Utf8JsonWriter json, string name, IReadOnlyList<TensorSpec> specs)
    {
        json.WriteStartArray(name);
        foreach (TensorSpec spec in specs)
        {
            json.WriteStartObject();
            WriteJson(json, spec.Name, spec.Type, spec.Shape);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Brief(IEnumerable<TensorMetadata> metadatas) =>
        string.Join(", ", Specs(metadatas).Select(spec => $"{spec.Name} {TypeName(spec.Type)} {TensorShape.Text(spec.Shape)}"));
}
