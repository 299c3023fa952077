/* Draws what the report's data say. All texts and numbers in tooltips come formatted from Java; colours are CSS variables, so that light, dark and
   paper need no second drawing. What JSON cannot hold (functions) is named there and filled in here: axis "unit" and "months", series "draw". */
(function () {
  'use strict';
  var page = JSON.parse(document.getElementById('charts').textContent);
  var lang = document.documentElement.lang;
  var heard = document.getElementById('heard');
  /* Widths in pixels of an A4 page; a line over months says as much when it is lower, a row of a list needs its height. */
  var PAPER = { full: 680, half: 325, months: 0.75 };
  var drawn = [];

  var compact = new Intl.NumberFormat(lang, { notation: 'compact', maximumFractionDigits: 1 });
  var plain = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  var points = new Intl.NumberFormat(lang, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  var percent = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 });

  var currency = document.documentElement.dataset.currency;
  function money(form) {
    return new Intl.NumberFormat(lang, Object.assign({ style: 'currency', currency: currency, minimumFractionDigits: 0 }, form));
  }

  function axisNumber(unit) {
    if (unit === 'money' && currency) {
      var large = money({ notation: 'compact', maximumFractionDigits: 1 });
      var small = money({ maximumFractionDigits: 2 });
      return function (value) { return (Math.abs(value) >= 10000 ? large : small).format(value); };
    }
    return function (value) {
      if (unit === 'share') return percent.format(value);
      if (unit === 'share_points') return points.format(100 * value);
      return Math.abs(value) >= 10000 ? compact.format(value) : plain.format(value);
    };
  }

  /* Every month, or every second, third, ..., whatever there is room for, but always January; the year stands below January and the first. */
  function labelMonths(axis, width) {
    var step = [1, 2, 3, 4, 6, 12].find(function (one) { return (width / axis.months.length) * one >= 42; }) || 12;
    var shown = axis.months.map(function (month) { return (Number(month.slice(5, 7)) - 1) % step === 0; });
    var first = shown.indexOf(true);
    var second = shown.indexOf(true, first + 1);
    if (first >= 0 && axis.months[first].slice(5) !== '01' && second >= 0 && axis.months[second].slice(5) === '01' && step < 3) first = -1;
    var format = new Intl.DateTimeFormat(lang, { month: 'short', timeZone: 'UTC' });
    return {
      data: axis.months,
      axisLabel: Object.assign({}, axis.axisLabel, {
        hideOverlap: true,
        interval: function (index) { return shown[index]; },
        formatter: function (month, index) {
          var name = format.format(new Date(month.slice(0, 7) + '-01T00:00:00Z'));
          return index === first || month.slice(5, 7) === '01' ? name + '\n' + month.slice(0, 4) : name;
        }
      })
    };
  }

  function line(x1, y1, x2, y2, series, width) {
    return { type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: { stroke: series.ink, lineWidth: width, fill: 'none' } };
  }

  /* Data of the first three: [from, to, place]; of "tick": [value, place]. */
  var RENDERERS = {
    whisker: function (series) {
      return function (params, api) {
        var from = api.coord([api.value(0), api.value(2)]);
        var to = api.coord([api.value(1), api.value(2)]);
        return line(from[0], from[1], to[0], to[1], series, 2);
      };
    },
    range: function (series) {
      return function (params, api) {
        var from = api.coord([api.value(0), api.value(2)]);
        var to = api.coord([api.value(1), api.value(2)]);
        return { type: 'rect', shape: { x: from[0], y: from[1] - 6, width: Math.max(1, to[0] - from[0]), height: 12, r: 2 }, style: { fill: series.ink } };
      };
    },
    upright: function (series) {
      return function (params, api) {
        var from = api.coord([api.value(2), api.value(0)]);
        var to = api.coord([api.value(2), api.value(1)]);
        return line(from[0], from[1], to[0], to[1], series, 1.5);
      };
    },
    tick: function (series) {
      return function (params, api) {
        var at = api.coord([api.value(0), api.value(1)]);
        return line(at[0], at[1] - 9, at[0], at[1] + 9, series, 2);
      };
    }
  };

  /* Which axis shows what, so that an axis reaches as far as its intervals do. */
  var ENCODE = {
    whisker: { x: [0, 1], y: 2 }, range: { x: [0, 1], y: 2 }, upright: { x: 2, y: [0, 1] }, tick: { x: 0, y: 1 }
  };

  function escape(text) {
    return String(text).replace(/[&<>"]/g, function (one) { return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[one]; });
  }

  function axes(option, name) {
    return option[name] ? [].concat(option[name]) : [];
  }

  function tips(params) {
    return [].concat(params).filter(function (one) { return one.data && one.data.tip; });
  }

  function tipTitle(option, shown) {
    var data = shown[0].data;
    if (data.name) return data.name;
    var axis = axes(option, 'xAxis')[0];
    return axis && axis.tips ? axis.tips[shown[0].dataIndex] : shown[0].name;
  }

  function tipHtml(option) {
    return function (params) {
      var shown = tips(params);
      if (!shown.length) return '';
      return '<b>' + escape(tipTitle(option, shown)) + '</b>' + shown.map(function (one) {
        var tip = escape(one.data.tip).replace(/\n/g, '<br>');
        return '<div>' + (shown.length > 1 ? escape(one.seriesName) + ': ' : '') + tip + '</div>';
      }).join('');
    };
  }

  function fill(option, width) {
    axes(option, 'xAxis').concat(axes(option, 'yAxis')).forEach(function (axis) {
      if (axis.months) Object.assign(axis, labelMonths(axis, width));
      if (axis.unit) axis.axisLabel = Object.assign({}, axis.axisLabel, { formatter: axisNumber(axis.unit) });
    });
    option.series.forEach(function (series) {
      if (series.draw) Object.assign(series, { type: 'custom', encode: ENCODE[series.draw], renderItem: RENDERERS[series.draw](series) });
      series.emphasis = { disabled: true };
    });
    if (option.tooltip) Object.assign(option.tooltip, { className: 'tip', confine: true, transitionDuration: 0, formatter: tipHtml(option) });
    return option;
  }

  function narrow(option, width) {
    axes(option, 'yAxis').forEach(function (axis) {
      if (axis.type === 'category' && axis.axisLabel) axis.axisLabel.width = width < 520 ? Math.round(width * 0.33) : axis.axisLabel.width;
    });
    return option;
  }

  function draw(one, width) {
    var option = narrow(fill(JSON.parse(JSON.stringify(one.option)), width), width);
    one.chart.resize({ width: width, height: one.element.clientHeight || one.height });
    one.chart.setOption(option, true);
    var svg = one.element.querySelector('svg');
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('focusable', 'false');
  }

  /* Arrow keys walk through the points and say each. */
  function walk(one) {
    var at = -1;
    var spoken = one.option.series.findIndex(function (series) { return series.data.some(function (point) { return point && point.tip; }); });
    if (spoken < 0) return;
    one.element.addEventListener('keydown', function (event) {
      var by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape') return one.chart.dispatchAction({ type: 'hideTip' });
      if (!by) return undefined;
      event.preventDefault();
      var data = one.option.series[spoken].data;
      at = at < 0 ? (by > 0 ? 0 : data.length - 1) : (at + by + data.length) % data.length;
      one.chart.dispatchAction({ type: 'showTip', seriesIndex: spoken, dataIndex: at });
      var tip = one.element.querySelector('.tip');
      heard.textContent = tip ? tip.innerText : '';
      return undefined;
    });
    one.element.addEventListener('blur', function () { at = -1; one.chart.dispatchAction({ type: 'hideTip' }); });
  }

  page.forEach(function (given) {
    var element = document.getElementById(given.id);
    var one = { element: element, option: given.option, height: element.clientHeight, chart: echarts.init(element, null, { renderer: 'svg' }) };
    drawn.push(one);
    draw(one, element.clientWidth);
    if (!element.classList.contains('spark')) walk(one);
  });

  var printing = false;
  var waiting = 0;
  function redraw() {
    drawn.forEach(function (one) { if (!printing) draw(one, one.element.clientWidth); });
  }
  window.addEventListener('resize', function () { window.cancelAnimationFrame(waiting); waiting = window.requestAnimationFrame(redraw); });
  window.addEventListener('beforeprint', function () {
    printing = true;
    drawn.forEach(function (one) {
      if (axes(one.option, 'xAxis').some(function (axis) { return axis.months; })) one.element.style.height = Math.round(one.height * PAPER.months) + 'px';
      draw(one, one.element.classList.contains('spark') ? 140 : one.element.closest('.half') ? PAPER.half : PAPER.full);
    });
  });
  window.addEventListener('afterprint', function () {
    printing = false;
    drawn.forEach(function (one) { if (!one.element.classList.contains('spark')) one.element.style.height = one.height + 'px'; });
    redraw();
  });

  var links = Array.prototype.slice.call(document.querySelectorAll('nav a'));
  var watcher = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      links.forEach(function (link) {
        if (link.hash === '#' + entry.target.id) link.setAttribute('aria-current', 'location'); else link.removeAttribute('aria-current');
      });
    });
  }, { rootMargin: '-10% 0px -80% 0px' });
  document.querySelectorAll('main section').forEach(function (section) { watcher.observe(section); });
  document.documentElement.setAttribute('data-drawn', String(drawn.length));
})();
