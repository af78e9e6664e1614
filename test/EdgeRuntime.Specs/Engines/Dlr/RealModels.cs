using System.Diagnostics;
using System.Text;

namespace EdgeActors.Specs.Engines.Dlr;

/// <summary>Small models as SageMaker Neo's compilers would leave them, written by hand and built by gcc, for a real libdlr.</summary>
internal static class RealModels
{
    private const ulong ParametersMark = 0xF7E58D4F05049CB7;
    private const ulong ArrayMark = 0xDD5E40F096B4A13F;

    private const string Operator = """
        typedef struct { void *data; int device[2], rank; unsigned char code, bits; unsigned short lanes; long long *shape, *strides; unsigned long long offset; } Tensor;
        typedef union { long long number; double real; void *pointer; } Value;
        void (*__TVMAPISetLastError)(const char *);
        int fused_multiply(Value *args, int *types, int count, Value *result, int *result_type, void *resource) {
          float *x = ((Tensor *)args[0].pointer)->data, *w = ((Tensor *)args[1].pointer)->data, *y = ((Tensor *)args[2].pointer)->data;
          for (int i = 0; i < 4; i++) y[i] = x[i] * w[i];
          if (x[0] != -777) return 0;
          __TVMAPISetLastError("a deliberate failure");
          return -1;
        }
        """;

    private const string Trees = """
        #include <stddef.h>
        union Entry { int missing; float value; };
        size_t get_num_output_group(void) { return 1; }
        size_t get_num_feature(void) { return 2; }
        const char *get_pred_transform(void) { return "identity"; }
        float get_sigmoid_alpha(void) { return 1; }
        float get_global_bias(void) { return 0; }
        float predict(union Entry *row, int margin) { return row[0].missing == -1 ? -1 : row[0].value < 5 ? 1 : 2; }
        """;

    /// <summary>Multiplies [1, 4] by 1, 2, 3, 4; the weight stands before the input.</summary>
    public static string Graph(string folder)
    {
        Directory.CreateDirectory(folder);
        Library(Operator, folder);
        File.WriteAllText(Path.Combine(folder, "compiled_model.json"), """
            {
              "nodes": [
                { "op": "null", "name": "p0", "inputs": [] },
                { "op": "null", "name": "data", "inputs": [] },
                { "op": "tvm_op", "name": "multiply", "inputs": [[1, 0, 0], [0, 0, 0]],
                  "attrs": { "func_name": "fused_multiply", "num_inputs": "2", "num_outputs": "1", "flatten_data": "0" } }
              ],
              "arg_nodes": [0, 1], "heads": [[2, 0, 0]], "node_row_ptr": [0, 1, 2, 3],
              "attrs": {
                "dltype": ["list_str", ["float32", "float32", "float32"]],
                "shape": ["list_shape", [[4], [1, 4], [1, 4]]],
                "storage_id": ["list_int", [0, 1, 2]]
              }
            }
            """);
        using BinaryWriter file = new(File.Create(Path.Combine(folder, "compiled.params")), Encoding.ASCII);
        file.Write(ParametersMark);
        file.Write(0L);
        file.Write(1L);
        file.Write(2L);
        file.Write("p0"u8);
        file.Write(1L);
        file.Write(ArrayMark);
        file.Write(0L);
        file.Write((ReadOnlySpan<byte>)[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 32, 1, 0]);
        file.Write(4L);
        file.Write(16L);
        Array.ForEach([1f, 2f, 3f, 4f], file.Write);
        return folder;
    }

    /// <summary>One decision: 1 below 5, 2 from there on, -1 where the value is missing.</summary>
    public static string Treelite(string folder)
    {
        Directory.CreateDirectory(folder);
        Library(Trees, folder);
        return folder;
    }

    private static void Library(string source, string folder)
    {
        ProcessStartInfo start = new("gcc", ["-shared", "-fPIC", "-O1", "-w", "-x", "c", "-", "-o", Path.Combine(folder, "compiled.so")]) { RedirectStandardInput = true };
        using Process gcc = Process.Start(start)!;
        gcc.StandardInput.Write(source);
        gcc.StandardInput.Close();
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
    }
}
